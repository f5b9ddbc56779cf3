#pragma once

#include <QImage>
#include <QWidget>

namespace spaceline {

/// Makes a whole window the place to drop files on, and covers it while some are held over it: with
/// what may be dropped, or why nothing may.
class FileDrop : public QWidget {
    Q_OBJECT
public:
    explicit FileDrop(QWidget &window);

    /// What to say while files are held over the window.
    void setWords(const QString &title, const QString &detail);

Q_SIGNALS:
    /// Something is about to be shown: the time for setWords().
    void aboutToShow();
    void filesDropped(const QStringList &paths);
    void imageDropped(const QImage &image);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_title;
    QString m_detail;
};

} // namespace spaceline
