#include "connect/diagnosisdialog.h"

#include "widgets/icons.h"
#include "widgets/labels.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kWidth = 620; ///< pixels
constexpr int kHeight = 560;
constexpr int kMark = 18;

/// How a step ended, as a picture; a dot while it runs. The row's words say the same.
class StepMark : public QWidget {
public:
    explicit StepMark(QWidget *parent) : QWidget(parent) { setFixedSize(kMark, kMark); }
    void setOutcome(Diagnosis::Outcome outcome)
    {
        m_outcome = outcome;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = Theme::fromPalette(QGuiApplication::palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (!m_outcome) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.accent);
            painter.drawEllipse(QRectF(rect()).center(), 4, 4);
            return;
        }
        switch (*m_outcome) {
        case Diagnosis::Outcome::Passed:
            paintIcon(painter, rect(), "object-select"_L1, theme.ok);
            break;
        case Diagnosis::Outcome::Noted:
            paintIcon(painter, rect(), "dialog-warning"_L1, theme.warn);
            break;
        case Diagnosis::Outcome::NotNeeded:
            painter.setPen(QPen(theme.muted, 1.75, Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(QPointF(6, kMark / 2.0), QPointF(kMark - 6, kMark / 2.0));
            break;
        case Diagnosis::Outcome::Failed:
            paintIcon(painter, rect(), "dialog-error"_L1, theme.error);
            break;
        }
    }

private:
    std::optional<Diagnosis::Outcome> m_outcome;
};

QLabel *wrapping(QLabel *label)
{
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    return label;
}

} // namespace

DiagnosisDialog::DiagnosisDialog(Diagnosis *diagnosis, QString address, QWidget *parent)
    : QDialog(parent)
    , m_diagnosis(diagnosis)
    , m_address(std::move(address))
    , m_summary(wrapping(headingLabel({}, 1.0, this)))
    , m_area(new QScrollArea(this))
    , m_rows(new QWidget)
    , m_grid(new QGridLayout(m_rows))
    , m_call(new QCheckBox(tr("Send “Hello” as the last step"), this))
{
    m_diagnosis->setParent(this);
    setWindowTitle(tr("Check the connection"));
    m_grid->setContentsMargins(0, 4, 8, 4);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(2, 1);
    m_area->setWidget(m_rows);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(tr("Steps"));
    m_call->setAccessibleName(m_call->text());

    auto *buttons = new QDialogButtonBox(this);
    m_copy = buttons->addButton(tr("Copy report"), QDialogButtonBox::ActionRole);
    m_again = buttons->addButton(tr("Run again"), QDialogButtonBox::ActionRole);
    QPushButton *close = buttons->addButton(QDialogButtonBox::Close);
    for (QPushButton *button : {m_copy, m_again, close}) {
        button->setAccessibleName(button->text().remove(u'&'));
        button->setAutoDefault(false);
    }
    close->setDefault(true);
    connect(m_copy, &QPushButton::clicked, this, &DiagnosisDialog::copyReport);
    connect(m_again, &QPushButton::clicked, this, &DiagnosisDialog::run);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_diagnosis, &Diagnosis::begun, this, &DiagnosisDialog::begun);
    connect(m_diagnosis, &Diagnosis::found, this, &DiagnosisDialog::found);
    connect(m_diagnosis, &Diagnosis::finished, this, &DiagnosisDialog::finished);

    auto *address2 = new ElidedLabel(this, Qt::ElideMiddle);
    address2->setText(m_address);
    address2->setForegroundRole(QPalette::PlaceholderText);
    address2->setFont(scaledFont(font(), kMutedSize));
    address2->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(6);
    layout->addWidget(m_summary);
    layout->addWidget(address2);
    layout->addSpacing(6);
    layout->addWidget(m_area, 1);
    layout->addWidget(m_call);
    layout->addSpacing(6);
    layout->addWidget(buttons);
    const QSize room = screen()->availableGeometry().size() * 9 / 10;
    resize(QSize(kWidth, kHeight).boundedTo(room));
    close->setFocus();
}

QString DiagnosisDialog::titleOf(Diagnosis::Step step)
{
    switch (step) {
    case Diagnosis::Step::Address:
        return tr("Address");
    case Diagnosis::Step::Dns:
        return tr("Host name (DNS)");
    case Diagnosis::Step::Tcp:
        return tr("Port (TCP)");
    case Diagnosis::Step::Tls:
        return tr("Encryption (TLS)");
    case Diagnosis::Step::Http:
        return tr("Web server (HTTP)");
    case Diagnosis::Step::Config:
        return tr("Gradio app");
    case Diagnosis::Step::Info:
        return tr("Description");
    case Diagnosis::Step::Mapping:
        return tr("Way to chat");
    case Diagnosis::Step::Call:
        return tr("Message");
    }
    Q_UNREACHABLE();
}

void DiagnosisDialog::run()
{
    m_diagnosis->cancel();
    clear();
    m_summary->setText(tr("Checking…"));
    m_copy->setEnabled(false);
    m_diagnosis->setCalls(m_call->isChecked());
    m_diagnosis->start(m_address);
}

void DiagnosisDialog::clear()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_grid->setRowStretch(m_row, 0);
    m_row = 0;
    m_mark = nullptr;
}

void DiagnosisDialog::begun(Diagnosis::Step step)
{
    m_grid->setRowStretch(m_row, 0);
    m_mark = new StepMark(m_rows);
    m_grid->addWidget(m_mark, m_row, 0, Qt::AlignTop);
    m_grid->addWidget(new QLabel(titleOf(step), m_rows), m_row, 1, Qt::AlignTop);
    m_grid->addWidget(mutedLabel(tr("…"), m_rows), m_row, 2, Qt::AlignTop);
    m_grid->setRowStretch(m_row + 1, 1);
}

void DiagnosisDialog::found(const Diagnosis::Finding &finding)
{
    static_cast<StepMark *>(m_mark)->setOutcome(finding.outcome);
    if (QLayoutItem *dots = m_grid->itemAtPosition(m_row, 2)) {
        QWidget *gone = dots->widget();
        m_grid->removeWidget(gone);
        delete gone;
    }
    const bool isNeeded = finding.outcome != Diagnosis::Outcome::NotNeeded;
    m_grid->addWidget(wrapping(isNeeded ? new QLabel(finding.result, m_rows)
                                        : mutedLabel(finding.result, m_rows)),
                      m_row, 2);
    if (isNeeded) {
        m_grid->addWidget(mutedLabel(tr("%1 ms").arg(finding.time.count()), m_rows), m_row, 3,
                          Qt::AlignTop | Qt::AlignTrailing);
    }
    m_grid->setRowStretch(m_row + 1, 0);
    ++m_row;
    if (!finding.advice.isEmpty()) {
        QLabel *advice = wrapping(headingLabel(finding.advice, 1.0, m_rows));
        m_grid->addWidget(advice, m_row, 2, 1, 2);
        ++m_row;
    }
    m_grid->setRowStretch(m_row, 1);
    // The row has its place only after the layout has run.
    QTimer::singleShot(0, m_area, [area = m_area] {
        area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    });
}

void DiagnosisDialog::finished()
{
    m_copy->setEnabled(true);
    const std::vector<Diagnosis::Finding> &findings = m_diagnosis->findings();
    if (m_diagnosis->failure())
        m_summary->setText(tr("Stopped at: %1").arg(titleOf(findings.back().step)));
    else
        m_summary->setText(tr("The connection works."));
}

void DiagnosisDialog::copyReport() { QGuiApplication::clipboard()->setText(m_diagnosis->report()); }

void DiagnosisDialog::done(int result)
{
    m_diagnosis->cancel();
    QDialog::done(result);
}

} // namespace spaceline
