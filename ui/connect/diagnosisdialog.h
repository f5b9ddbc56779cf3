#pragma once

#include "chat/diagnosis.h"

#include <QDialog>

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace spaceline {

/// "Check the connection": each step of a Diagnosis is a row as soon as it is done, what to do
/// stands below it. Closing it ends the check.
class DiagnosisDialog : public QDialog {
    Q_OBJECT
public:
    /// Takes \p diagnosis as a child. \p address is what is checked, as it was typed or stored.
    DiagnosisDialog(Diagnosis *diagnosis, QString address, QWidget *parent);

    /// Begins, or begins again.
    void run();

protected:
    void done(int result) override;

private:
    void begun(Diagnosis::Step step);
    void found(const Diagnosis::Finding &finding);
    void finished();
    void clear();
    void copyReport();
    [[nodiscard]] static QString titleOf(Diagnosis::Step step);

    Diagnosis *m_diagnosis;
    QString m_address;
    QLabel *m_summary;
    QScrollArea *m_area;
    QWidget *m_rows;
    QGridLayout *m_grid;
    QCheckBox *m_call;
    QPushButton *m_copy;
    QPushButton *m_again;
    QWidget *m_mark = nullptr; ///< of the step that runs
    int m_row = 0;
};

} // namespace spaceline
