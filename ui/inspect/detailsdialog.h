#pragma once

#include "base/failure.h"
#include "base/timeline.h"

#include <QDateTime>
#include <QDialog>

class QPushButton;
class QTabWidget;

namespace spaceline {

/// How a reply was made, as DetailsDialog shows it.
struct ReplyDetails {
    Timeline timeline; ///< empty where it was not kept
    QString space; ///< how it is called
    QDateTime sent;
    Failure failure;
    int files = 0; ///< of the reply
    qint64 fileBytes = 0;
};

/// When the parts of a turn happened, what was sent and what came, and the same call as code for
/// elsewhere.
class DetailsDialog : public QDialog {
    Q_OBJECT
public:
    DetailsDialog(const ReplyDetails &details, QWidget *parent);

private:
    [[nodiscard]] QWidget *makeStages(const ReplyDetails &details);
    void addText(QTabWidget &tabs, const QString &title, const QString &text);
    void addCopyButtons(const Timeline &timeline, QLayout &layout);
};

} // namespace spaceline
