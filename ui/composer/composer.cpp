#include "composer/composer.h"

#include "composer/promptedit.h"
#include "widgets/labels.h"
#include "widgets/roundbutton.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScopedValueRollback>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr int kRadius = 14; ///< pixels, as messages have
} // namespace

Composer::Composer(QWidget *parent)
    : QWidget(parent)
    , m_edit(new PromptEdit(this))
    , m_hint(mutedLabel({}, this))
    , m_stop(new RoundButton("media-playback-stop"_L1, RoundButton::Ground::Outline, this))
    , m_send(new RoundButton("mail-send"_L1, RoundButton::Ground::Accent, this))
{
    m_edit->setAccessibleName(tr("Message"));
    m_edit->installEventFilter(this);
    m_send->setAccessibleName(tr("Send"));
    m_stop->setAccessibleName(tr("Stop"));
    m_stop->setToolTip(tr("Stop the reply"));
    m_hint->setIndent(2); // where the text above begins
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setSpaceName({});

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_hint, 1);
    row->addWidget(m_stop);
    row->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(4);
    layout->addWidget(m_edit);
    layout->addLayout(row);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);

    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::onTextChanged);
    connect(m_edit, &PromptEdit::sendPressed, this, &Composer::send);
    connect(m_edit, &PromptEdit::stopPressed, this, &Composer::stopRequested);
    connect(m_edit, &PromptEdit::olderRequested, this,
            [this] { showEarlier(m_history.older(m_edit->text())); });
    connect(m_edit, &PromptEdit::newerRequested, this, [this] { showEarlier(m_history.newer()); });
    connect(m_edit, &PromptEdit::editLastRequested, this, &Composer::editLast);
    connect(m_send, &QAbstractButton::clicked, this, &Composer::send);
    connect(m_stop, &QAbstractButton::clicked, this, &Composer::stopRequested);
    updateButtons();
    updateHint();
}

QString Composer::text() const { return m_edit->text(); }

void Composer::setText(const QString &text)
{
    m_history.forget();
    m_beforeEdit.reset();
    updateHint();
    if (text == m_edit->text())
        return;
    const QScopedValueRollback ours(m_isOurChange, true);
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
}

void Composer::fill(const QString &text)
{
    m_edit->replaceText(text);
    focusText();
}

void Composer::clear()
{
    setText({});
    m_edit->ensureCursorVisible();
}

void Composer::setSpaceName(const QString &name)
{
    m_edit->setPlaceholderText(name.isEmpty() ? tr("Message") : tr("Message %1").arg(name));
    m_edit->viewport()->update(); // the box itself does not, while it is empty
}

void Composer::setSendKey(Settings::SendKey key)
{
    m_sendKey = key;
    m_edit->setSendKey(key);
    updateHint();
}

void Composer::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    updateButtons();
}

void Composer::setCanSend(bool canSend)
{
    m_canSend = canSend;
    updateButtons();
    updateHint();
}

void Composer::setMessages(const QAbstractItemModel *messages) { m_history.setMessages(messages); }

void Composer::showProblem(const QString &sentence)
{
    m_problem = sentence;
    updateHint();
}

void Composer::setZoom(int percent)
{
    QFont zoomed = QGuiApplication::font();
    zoomed.setPointSizeF(zoomed.pointSizeF() * percent / 100.0);
    m_edit->setFont(zoomed);
}

void Composer::focusText() { m_edit->setFocus(Qt::ShortcutFocusReason); }

void Composer::takeKey(QKeyEvent *event)
{
    focusText();
    QCoreApplication::sendEvent(m_edit, event);
}

void Composer::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_edit->hasFocus() ? theme.accent : theme.line, 1));
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
}

void Composer::mousePressEvent(QMouseEvent *) { m_edit->setFocus(Qt::MouseFocusReason); }

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit
        && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    if (watched == m_edit && event->type() == QEvent::KeyPress && m_beforeEdit
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !m_edit->isComposing()) {
        leaveEdit();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void Composer::onTextChanged()
{
    if (!m_problem.isEmpty()) {
        m_problem.clear();
        updateHint();
    }
    updateButtons();
    if (m_isOurChange)
        return;
    m_history.forget();
    if (m_edit->document()->isEmpty() && m_beforeEdit) {
        m_beforeEdit.reset(); // nothing is left of what was edited
        updateHint();
    }
    Q_EMIT textEdited(m_edit->text());
}

void Composer::send()
{
    if (m_edit->isComposing())
        return;
    if (m_canSend && !m_edit->isBlank())
        Q_EMIT sendRequested(m_edit->text());
}

void Composer::showEarlier(const std::optional<QString> &prompt)
{
    if (!prompt)
        return;
    m_beforeEdit.reset();
    updateHint();
    {
        const QScopedValueRollback ours(m_isOurChange, true);
        m_edit->replaceText(*prompt);
    }
    Q_EMIT textEdited(*prompt);
}

void Composer::editLast()
{
    const QString before = m_edit->text();
    const std::optional<QString> last = m_history.older(before);
    if (!last)
        return;
    showEarlier(last);
    m_beforeEdit = before;
    updateHint();
}

void Composer::leaveEdit()
{
    const QString before = *m_beforeEdit;
    setText(before);
    Q_EMIT textEdited(before);
}

void Composer::updateButtons()
{
    const bool hasText = !m_edit->isBlank();
    const bool sends = hasText || !m_isBusy;
    // The focus would wander to whatever comes next when its button goes.
    if ((m_send->hasFocus() && !sends) || (m_stop->hasFocus() && !m_isBusy))
        m_edit->setFocus(Qt::OtherFocusReason);
    m_stop->setVisible(m_isBusy);
    m_send->setVisible(sends);
    m_send->setEnabled(m_canSend && hasText);
    m_send->setToolTip(!m_canSend     ? tr("Choose a Space first")
                           : m_isBusy ? tr("Send when the reply is finished")
                                      : tr("Send"));
}

void Composer::updateHint()
{
    if (!m_problem.isEmpty())
        m_hint->setText(m_problem);
    else if (m_beforeEdit)
        m_hint->setText(tr("Edits your last message: sending makes a new turn · Esc leaves it"));
    else if (!m_canSend)
        m_hint->setText(tr("Choose a Space first"));
    else if (m_sendKey == Settings::SendKey::Enter)
        m_hint->setText(tr("Enter sends · Shift+Enter new line"));
    else
        m_hint->setText(tr("Ctrl+Enter sends · Enter new line"));
}

} // namespace spaceline
