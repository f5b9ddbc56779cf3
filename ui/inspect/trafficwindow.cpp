#include "inspect/trafficwindow.h"

#include "inspect/textfile.h"
#include "net/trafficlog.h"
#include "widgets/labels.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline {

namespace {
constexpr auto kPause = 100ms;
} // namespace

TrafficWindow::TrafficWindow(TrafficLog &log, QWidget *parent)
    : QDialog(parent)
    , m_filter(new QLineEdit(this))
    , m_text(new QPlainTextEdit(this))
    , m_count(mutedLabel({}, this))
    , m_lines(log.lines())
{
    setWindowTitle(tr("Traffic log"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Show only lines with…"));
    m_filter->setClearButtonEnabled(true);
    m_text->setAccessibleName(tr("Traffic"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setUndoRedoEnabled(false);
    m_text->setMaximumBlockCount(kMostLines);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(this->font().pointSizeF() * kMutedSize);
    m_text->setFont(font);
    m_text->setLayoutDirection(Qt::LeftToRight);
    m_text->setPlaceholderText(tr("What is sent and received from now on appears here."));
    m_count->setWordWrap(true);

    auto *buttons = new QDialogButtonBox(this);
    m_pause = buttons->addButton(tr("Pause"), QDialogButtonBox::ActionRole);
    m_pause->setCheckable(true);
    m_save = buttons->addButton(tr("Save…"), QDialogButtonBox::ActionRole);
    QPushButton *clear = buttons->addButton(tr("Clear"), QDialogButtonBox::ActionRole);
    QPushButton *close = buttons->addButton(QDialogButtonBox::Close);
    for (QPushButton *button : {m_pause, m_save, clear, close}) {
        button->setAccessibleName(button->text().remove(u'&'));
        button->setAutoDefault(false);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_filter);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_count);
    layout->addWidget(buttons);
    resize(820, 520);

    m_timer.setSingleShot(true);
    m_timer.setInterval(kPause);
    connect(&m_timer, &QTimer::timeout, this, &TrafficWindow::showNew);
    connect(&log, &TrafficLog::lineAdded, this, &TrafficWindow::take);
    connect(m_filter, &QLineEdit::textChanged, this, &TrafficWindow::showAll);
    connect(m_pause, &QPushButton::toggled, this, [this](bool isPaused) {
        if (!isPaused)
            showNew();
        updateCount();
    });
    connect(m_save, &QPushButton::clicked, this,
            [this] { saveTextAs(this, u"traffic.log"_s, shownText()); });
    connect(clear, &QPushButton::clicked, this, [this] {
        m_lines.clear();
        m_new.clear();
        showAll();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showAll();
    m_filter->setFocus();
}

bool TrafficWindow::isShown(const QString &line) const
{
    return line.contains(m_filter->text().trimmed(), Qt::CaseInsensitive);
}

QString TrafficWindow::shownText() const
{
    const QString text = m_text->toPlainText();
    return text.isEmpty() ? text : text + u'\n';
}

void TrafficWindow::take(const QString &line)
{
    m_lines.append(line);
    if (m_lines.size() > kMostLines)
        m_lines.removeFirst();
    m_new.append(line);
    if (m_new.size() > kMostLines)
        m_new.removeFirst();
    if (!m_timer.isActive())
        m_timer.start();
}

void TrafficWindow::showNew()
{
    if (m_pause->isChecked()) {
        updateCount();
        return;
    }
    QStringList lines = std::exchange(m_new, {});
    lines.removeIf([this](const QString &line) { return !isShown(line); });
    // It scrolls along by itself where it stands at its end.
    if (!lines.isEmpty())
        m_text->appendPlainText(lines.join(u'\n'));
    updateCount();
}

/// Also what came while it was paused: whoever filters looks for something.
void TrafficWindow::showAll()
{
    QStringList lines = m_lines;
    m_new.clear();
    lines.removeIf([this](const QString &line) { return !isShown(line); });
    m_text->setPlainText(lines.join(u'\n'));
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    updateCount();
}

void TrafficWindow::updateCount()
{
    const int shown = m_text->document()->isEmpty() ? 0 : m_text->blockCount();
    QString words = tr("%1 of %2 lines. Tokens, passwords and cookies are left out.")
                        .arg(shown)
                        .arg(m_lines.size());
    if (m_pause->isChecked())
        words += u' ' + tr("Paused; lines that wait: %1.").arg(m_new.size());
    m_count->setText(words);
    m_save->setEnabled(shown > 0);
}

} // namespace spaceline
