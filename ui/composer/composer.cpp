#include "composer/composer.h"

#include "composer/attachmentbar.h"
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
#include <QPushButton>
#include <QScopedValueRollback>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr int kRadius = 14; ///< pixels, as messages have
constexpr int kLongText = 1000; ///< characters pasted at once that might better be a file
} // namespace

Composer::Composer(QWidget *parent)
    : QWidget(parent)
    , m_files(new AttachmentBar(this))
    , m_edit(new PromptEdit(this))
    , m_offer(new QWidget(this))
    , m_offerWords(mutedLabel({}, m_offer))
    , m_hint(mutedLabel({}, this))
    , m_attach(new RoundButton("mail-attachment"_L1, RoundButton::Ground::Outline, this))
    , m_stop(new RoundButton("media-playback-stop"_L1, RoundButton::Ground::Outline, this))
    , m_send(new RoundButton("mail-send"_L1, RoundButton::Ground::Accent, this))
{
    m_edit->setAccessibleName(tr("Message"));
    m_edit->installEventFilter(this);
    m_send->setAccessibleName(tr("Send"));
    m_stop->setAccessibleName(tr("Stop"));
    m_attach->setAccessibleName(tr("Attach files"));
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_hint->setWordWrap(true); // a sentence about a file with a long name
    auto *makeFile = new QPushButton(tr("Attach it as a file"), m_offer);
    makeFile->setAccessibleName(makeFile->text());
    makeFile->setFlat(true);
    auto *offer = new QHBoxLayout(m_offer);
    offer->setContentsMargins(2, 0, 0, 0); // where the text above begins
    offer->addWidget(m_offerWords);
    offer->addWidget(makeFile);
    offer->addStretch();
    m_offer->hide();
    setSpaceName({});

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_attach);
    row->addWidget(m_hint, 1);
    row->addWidget(m_stop);
    row->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(4);
    layout->addWidget(m_files);
    layout->addWidget(m_edit);
    layout->addWidget(m_offer);
    layout->addLayout(row);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);

    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::onTextChanged);
    connect(m_edit, &PromptEdit::sendPressed, this, &Composer::send);
    connect(m_edit, &PromptEdit::stopPressed, this, &Composer::stopRequested);
    connect(m_edit, &PromptEdit::olderRequested, this,
            [this] { showEarlier(m_history.older(m_edit->text())); });
    connect(m_edit, &PromptEdit::newerRequested, this, [this] { showEarlier(m_history.newer()); });
    connect(m_edit, &PromptEdit::editLastRequested, this, &Composer::editLast);
    connect(m_edit, &PromptEdit::filesPasted, this, &Composer::filesPasted);
    connect(m_edit, &PromptEdit::imagePasted, this, &Composer::imagePasted);
    connect(m_edit, &PromptEdit::textPasted, this, &Composer::offerFile);
    connect(m_files, &AttachmentBar::removeRequested, this, &Composer::removeRequested);
    connect(m_files, &AttachmentBar::focusLost, this, &Composer::focusText);
    connect(makeFile, &QAbstractButton::clicked, this,
            [this] { Q_EMIT textFileRequested(m_edit->textOf(m_pasted)); });
    connect(m_attach, &QAbstractButton::clicked, this, &Composer::attachRequested);
    connect(m_send, &QAbstractButton::clicked, this, &Composer::send);
    connect(m_stop, &QAbstractButton::clicked, this, &Composer::stopRequested);
    setAttaching(tr("Choose a Space first"), {});
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
    m_stepsWithFile = 0; // nothing is left to undo
    m_edit->setText(text);
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

void Composer::setCanSend(bool canSend, const QString &why)
{
    m_canSend = canSend;
    m_whyNot = why;
    updateButtons();
    updateHint();
}

void Composer::setWaiting(bool waits)
{
    m_waits = waits;
    updateButtons();
    updateHint();
}

void Composer::setFiles(const QList<LocalFile> &files, const QList<LocalFile> &unfinished)
{
    const qsizetype before = m_files->count();
    m_files->setFiles(files, unfinished);
    // That one is finished changes nothing of what was said about another.
    if (m_files->count() != before || m_problem == stillCopied())
        showProblem({});
    updateButtons();
}

void Composer::setFileProgress(const LocalFile &file, qint64 copied, qint64 size)
{
    m_files->setProgress(file, copied, size);
}

void Composer::setAttaching(const QString &refusal, const QString &accepted)
{
    m_attach->setEnabled(refusal.isEmpty());
    m_attach->setToolTip(refusal.isEmpty() ? tr("Attach files: %1").arg(accepted) : refusal);
    m_attach->setAccessibleDescription(refusal.isEmpty() ? accepted : refusal);
}

void Composer::setTakesTextFiles(bool takes)
{
    m_takesTextFiles = takes;
    if (!takes)
        withdrawOffer();
}

void Composer::takeOutText()
{
    if (!m_pasted.hasSelection())
        return;
    QTextCursor cursor = std::exchange(m_pasted, {});
    m_stepsWithFile = 0;
    cursor.removeSelectedText();
    m_stepsWithFile = m_edit->document()->availableUndoSteps();
    m_edit->setTextCursor(cursor);
    m_offer->hide();
    focusText();
}

void Composer::offerFile(int position, int length)
{
    if (!m_takesTextFiles || length <= kLongText)
        return;
    m_pasted = QTextCursor(m_edit->document());
    m_pasted.setPosition(position);
    m_pasted.setPosition(position + length, QTextCursor::KeepAnchor);
    m_offerWords->setText(tr("%n character(s) were pasted.", nullptr, length));
    m_offer->show();
}

void Composer::withdrawOffer()
{
    m_pasted = {};
    m_offer->hide();
}

void Composer::watchUndo()
{
    if (!m_pasted.isNull() && m_pasted.selectionEnd() - m_pasted.selectionStart() <= kLongText)
        withdrawOffer();
    if (m_stepsWithFile == 0 || m_edit->document()->availableUndoSteps() >= m_stepsWithFile)
        return;
    m_stepsWithFile = 0;
    // Redo would take the text out again, but nothing would bring the file back.
    m_edit->document()->clearUndoRedoStacks(QTextDocument::RedoStack);
    Q_EMIT textFileTakenBack();
}

void Composer::setMessages(const QAbstractItemModel *messages) { m_history.setMessages(messages); }

void Composer::showProblem(const QString &sentence)
{
    m_problem = sentence;
    updateHint();
}

void Composer::takeBackProblem(const QString &sentence)
{
    if (m_problem == sentence)
        showProblem({});
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
    watchUndo();
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
    if (m_canSend && m_files->isUnfinished())
        showProblem(stillCopied());
    else if (m_canSend && hasContent())
        Q_EMIT sendRequested(m_edit->text());
    else if (m_canSend && m_waits)
        Q_EMIT sendWaitingRequested();
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
    focusText();
}

void Composer::leaveEdit()
{
    const QString before = *m_beforeEdit;
    setText(before);
    Q_EMIT textEdited(before);
}

QString Composer::stillCopied()
{
    return tr("Not sent yet: the attached files are still being copied.");
}

bool Composer::hasContent() const
{
    return !m_edit->isBlank() || !m_files->files().isEmpty() || m_files->isUnfinished();
}

void Composer::updateButtons()
{
    const bool sends = hasContent() || m_waits || !m_isBusy;
    // The focus would wander to whatever comes next when its button goes.
    if ((m_send->hasFocus() && !sends) || (m_stop->hasFocus() && !m_isBusy))
        m_edit->setFocus(Qt::OtherFocusReason);
    m_stop->setVisible(m_isBusy);
    m_send->setVisible(sends);
    const bool isCopying = m_files->isUnfinished();
    m_send->setEnabled(m_canSend && !isCopying && (hasContent() || m_waits));
    m_send->setToolTip(!m_canSend      ? tr("Choose a Space first")
                           : isCopying ? tr("Send when the files are copied")
                           : m_waits   ? tr("Send what waits")
                           : m_isBusy  ? tr("Send when the reply is finished")
                                       : tr("Send"));
    m_stop->setToolTip(m_waits ? tr("Stop what waits") : tr("Stop the reply"));
}

void Composer::updateHint()
{
    if (!m_problem.isEmpty())
        m_hint->setText(m_problem);
    else if (m_beforeEdit)
        m_hint->setText(
            tr("Edits your last message: sending asks again in its place · Esc leaves it"));
    else if (!m_canSend)
        m_hint->setText(m_whyNot.isEmpty() ? tr("Choose a Space first")
                                           : tr("Nothing can be sent: %1").arg(m_whyNot));
    else if (m_waits)
        m_hint->setText(m_sendKey == Settings::SendKey::Enter
                            ? tr("Not everything is sent: Enter sends it · Esc gives it up")
                            : tr("Not everything is sent: Ctrl+Enter sends it · Esc gives it up"));
    else if (m_sendKey == Settings::SendKey::Enter)
        m_hint->setText(tr("Enter sends · Shift+Enter new line"));
    else
        m_hint->setText(tr("Ctrl+Enter sends · Enter new line"));
}

} // namespace spaceline
