#include "composer/promptedit.h"

#include "widgets/mimefiles.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr int kMostLines = 8;
constexpr int kDocumentMargin = 2; ///< pixels around the text

/// Puts each paragraph at the side where its own letters begin: by itself a QPlainTextEdit has one
/// side for all.
class SidedLayout : public QPlainTextDocumentLayout {
public:
    using QPlainTextDocumentLayout::QPlainTextDocumentLayout;

    [[nodiscard]] QRectF blockBoundingRect(const QTextBlock &block) const override
    {
        const QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block); // lays it out
        const Qt::Alignment side = block.text().isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
        QTextOption option = block.layout() ? block.layout()->textOption() : QTextOption();
        if (block.layout() && option.alignment() != side) {
            option.setAlignment(side);
            block.layout()->setTextOption(option);
        }
        return rect;
    }
};

constexpr qsizetype kLongestPiece = 2000; ///< characters of a line
constexpr qsizetype kBlankNear = 100; ///< how far before its end a piece may end at a blank

/// Stands before a break that is none. Invisible, and nobody writes it.
const QString kNoBreak = u"\u2060\u200b\u2060"_s;

bool isInside(QChar c) { return c.isLowSurrogate() || c.isMark() || c == QChar(0x200d); }

/// \p text with its longest lines in pieces.
QString inPieces(const QString &text)
{
    QString result;
    qsizetype taken = 0;
    qsizetype lineStart = 0;
    while (lineStart < text.size()) {
        qsizetype lineEnd = text.indexOf(u'\n', lineStart);
        if (lineEnd < 0)
            lineEnd = text.size();
        while (lineEnd - lineStart > kLongestPiece) {
            const qsizetype most = lineStart + kLongestPiece;
            const QStringView near = QStringView(text).sliced(most - kBlankNear, kBlankNear);
            qsizetype end = most - kBlankNear + near.lastIndexOf(u' ') + 1;
            if (end == most - kBlankNear) {
                end = most;
                while (end > most - kBlankNear && isInside(text.at(end)))
                    --end;
            }
            result += QStringView(text).sliced(taken, end - taken);
            result += kNoBreak;
            result += u'\n';
            taken = lineStart = end;
        }
        lineStart = lineEnd + 1;
    }
    return taken == 0 ? text : result + QStringView(text).sliced(taken);
}

/// What stands in a document, as it is outside: whole lines, and line feeds between them.
QString joined(QString raw)
{
    for (QChar &c : raw) {
        switch (c.unicode()) {
        case 0xfdd0: // the marks QTextDocument uses inside
        case 0xfdd1:
        case QChar::ParagraphSeparator:
        case QChar::LineSeparator:
            c = u'\n';
            break;
        default:
            break;
        }
    }
    if (raw.contains(kNoBreak)) {
        raw.remove(kNoBreak + u'\n');
        raw.remove(kNoBreak); // its break was deleted
    }
    return raw;
}

} // namespace

PromptEdit::PromptEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *sided = new QTextDocument(this);
    sided->setDocumentLayout(new SidedLayout(sided));
    QTextOption option = sided->defaultTextOption();
    option.setTextDirection(Qt::LayoutDirectionAuto);
    sided->setDefaultTextOption(option);
    setDocument(sided);
    document()->setDocumentMargin(kDocumentMargin);
    viewport()->setAutoFillBackground(false);
    setFixedHeight(heightOf(1));
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &PromptEdit::grow);
}

QString PromptEdit::text() const { return joined(document()->toRawText()); }

QString PromptEdit::textOf(const QTextCursor &cursor) const
{
    return joined(cursor.selectedText());
}

void PromptEdit::setText(const QString &text)
{
    setPlainText(inPieces(text));
    moveCursor(QTextCursor::End);
}

bool PromptEdit::isBlank() const
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString line = block.text();
        if (!std::all_of(line.cbegin(), line.cend(), [](QChar c) { return c.isSpace(); }))
            return false;
    }
    return true;
}

void PromptEdit::replaceText(const QString &text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(inPieces(text));
    cursor.movePosition(QTextCursor::End);
    setTextCursor(cursor);
    ensureCursorVisible();
}

QSize PromptEdit::sizeHint() const { return {320, heightOf(m_lines)}; }

QSize PromptEdit::minimumSizeHint() const { return {80, heightOf(1)}; }

bool PromptEdit::event(QEvent *event)
{
    // On X11 a text box takes Ctrl+K to delete to the end of the line; here it chooses a Space.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_K && key->modifiers() == Qt::ControlModifier) {
            event->ignore();
            return false;
        }
    }
    return QPlainTextEdit::event(event);
}

void PromptEdit::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool control = (event->modifiers() & ~Qt::KeypadModifier) == Qt::ControlModifier;
    const bool isEmpty = document()->isEmpty() && !m_composing;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        onReturn(event);
        return;
    case Qt::Key_Escape:
        if (plain && isEmpty) {
            Q_EMIT stopPressed();
            event->accept();
        } else {
            event->ignore();
        }
        return;
    case Qt::Key_Up:
        if (control || (plain && isEmpty)) {
            control ? Q_EMIT olderRequested() : Q_EMIT editLastRequested();
            return;
        }
        break;
    case Qt::Key_Down:
        if (control) {
            Q_EMIT newerRequested();
            return;
        }
        break;
    default:
        break;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void PromptEdit::onReturn(QKeyEvent *event)
{
    event->accept();
    if (m_composing)
        return; // it belongs to the input method, even where that let it through
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool sends = modifiers == Qt::ControlModifier
        || (m_sendKey == Settings::SendKey::Enter && modifiers == Qt::NoModifier);
    if (sends) {
        // A held key would queue what is typed next.
        if (!event->isAutoRepeat())
            Q_EMIT sendPressed();
        return;
    }
    insertPlainText(u"\n"_s);
    ensureCursorVisible();
}

void PromptEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void PromptEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    m_composing = false;
}

void PromptEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    grow();
}

void PromptEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        grow();
}

void PromptEdit::dragEnterEvent(QDragEnterEvent *event)
{
    if (holdsFiles(*event->mimeData()))
        event->ignore(); // the window's
    else
        QPlainTextEdit::dragEnterEvent(event);
}

void PromptEdit::dragMoveEvent(QDragMoveEvent *event)
{
    if (holdsFiles(*event->mimeData()))
        event->ignore();
    else
        QPlainTextEdit::dragMoveEvent(event);
}

QMimeData *PromptEdit::createMimeDataFromSelection() const
{
    auto *selected = new QMimeData;
    selected->setText(textOf(textCursor()));
    return selected;
}

bool PromptEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() || holdsFiles(*source);
}

void PromptEdit::insertFromMimeData(const QMimeData *source)
{
    if (const QStringList paths = localPathsOf(*source); !paths.isEmpty()) {
        Q_EMIT filesPasted(paths);
        return;
    }
    if (const QImage image = imageOf(*source); !image.isNull()) {
        Q_EMIT imagePasted(image);
        return;
    }
    const int position = textCursor().selectionStart();
    insertPlainText(inPieces(source->text()));
    ensureCursorVisible();
    Q_EMIT textPasted(position, textCursor().position() - position);
}

void PromptEdit::grow()
{
    // A QPlainTextEdit's document measures its height in lines.
    m_lines = std::clamp(int(std::ceil(document()->size().height())), 1, kMostLines);
    const bool scrolls = document()->size().height() > kMostLines;
    setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    if (const int height = heightOf(m_lines); height != maximumHeight()) {
        setFixedHeight(height);
        updateGeometry();
    }
}

int PromptEdit::heightOf(int lines) const
{
    return int(std::ceil(lines * QFontMetricsF(font()).lineSpacing())) + 2 * kDocumentMargin + 2;
}

} // namespace spaceline
