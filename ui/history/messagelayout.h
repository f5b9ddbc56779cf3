#pragma once

#include "history/blocklayout.h"
#include "history/messageitem.h"
#include "history/thoughtlayout.h"
#include "markdown/parser.h"

#include <optional>

namespace spaceline {

class HistoryImages;
struct HistoryStyle;
enum class FileOrigin;

/// One row of the history, laid out: name and time, thoughts, the blocks of its text, below that
/// files, notices, a card, quick replies, and the actions.
///
/// What a conversation offers below its replies, beside Copy and Retry.
struct ReplyOffers {
    bool edit = false; ///< Edit and Undo, of the last turn
    QString undoRefusal; ///< why that cannot be taken back; empty where it can
    bool like = false;
    bool dislike = false;

    friend bool operator==(const ReplyOffers &, const ReplyOffers &) = default;
};

/// While a reply grows only the blocks that changed are laid out again. Coordinates are relative to
/// the row's top left; positions count through the text of all blocks, with one between each two.
class MessageLayout {
public:
    /// \p style and \p images outlive this; without \p images pictures are files like others.
    /// \p width is that of the whole view, in which the column is centred.
    MessageLayout(const HistoryStyle &style, int width, HistoryImages *images = nullptr);

    /// What the row stands below, which decides the gap between them.
    enum class Above { Nothing, Prompt, Reply };
    void setAbove(Above above) { m_above = above; } ///< takes effect with the next setItem()
    /// Lays out what differs from the item before.
    void setItem(MessageItem item, const Folds &folds);
    /// What is offered below replies; takes effect with the next setItem().
    void setOffers(const ReplyOffers &offers) { m_offers = offers; }
    /// The newest reply can be asked for again, others only where they did not end well. Its quick
    /// replies are shown from the next setItem() on, disabled while \p busy.
    void setNewest(bool newest, bool busy = false);

    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] qsizetype length() const;
    [[nodiscard]] qint64 id() const { return m_item.id; }
    [[nodiscard]] const MessageItem &item() const { return m_item; } ///< without its text
    /// Everything above this looks as it did before the last setItem().
    [[nodiscard]] int changedFrom() const { return m_changedFrom; }
    /// How many blocks were laid out since construction; for tests that hold the cost to be flat.
    [[nodiscard]] int laidOutBlocks() const { return m_laidOutBlocks; }

    struct Paint : BlockLayout::Paint {
        bool withActions = false;
        bool withRing = false; ///< the message has the keyboard's focus
    };
    void paint(QPainter &painter, const Paint &paint) const;

    [[nodiscard]] qsizetype positionAt(QPoint point) const;
    [[nodiscard]] bool isOnText(QPoint point) const;
    [[nodiscard]] std::optional<Control> controlAt(QPoint point) const;
    [[nodiscard]] std::vector<Control> controls() const; ///< all, in reading order
    [[nodiscard]] std::pair<qsizetype, qsizetype> paragraphAt(qsizetype position) const;
    [[nodiscard]] std::pair<qsizetype, qsizetype> wordAt(qsizetype position) const;
    [[nodiscard]] QRect rectOf(qsizetype position) const; ///< of the line that holds it
    [[nodiscard]] QRect contentRect() const { return m_content; }
    [[nodiscard]] QString text(qsizetype from, qsizetype to) const; ///< as a copy has it
    [[nodiscard]] QString code(const Control::Key &key) const; ///< of a CopyCode control

    /// Something that can be found again after the row was laid out anew: a place in the text, or a
    /// part above or below it.
    struct Mark {
        enum class Kind { Thought, Text, Below };
        Kind kind = Kind::Text;
        qsizetype position = 0; ///< in the text, or the part's number
    };
    [[nodiscard]] Mark markAt(int y) const; ///< what stands at \p y
    [[nodiscard]] int topOf(const Mark &mark) const;

private:
    struct Entry {
        std::unique_ptr<BlockLayout> layout;
        markdown::Block::Kind kind = markdown::Block::Kind::Paragraph;
        int y = 0;
        qsizetype start = 0;
        [[nodiscard]] int bottom() const { return y + layout->height(); }
    };
    template <class Part>
    struct Placed {
        std::unique_ptr<Part> part;
        QPoint at;
    };
    using PartAt = std::pair<const MessagePart *, QPoint>;
    void layOutPrompt(const QByteArray &text);
    void layOutReply(const QByteArray &text, const Folds &folds);
    void layOutHeader();
    /// Answers where the first thought begins that looks different now.
    int layOutThoughts(const Folds &folds);
    void layOutBlocks(const markdown::Blocks &blocks, qsizetype first, const Folds &folds);
    void layOutTail(const Folds &folds);
    int layOutFiles(FileOrigin origin, int x, int y, int width);
    /// Puts \p part below what is there already; answers its lower edge.
    int addBelow(std::unique_ptr<MessagePart> part, int x, int y, int gap);
    void addActions(bool hasRetryInCard, int y);
    void addAction(Control::Kind kind, const QString &text, int y);
    [[nodiscard]] QString reasonAgainst(Control::Kind kind) const;
    [[nodiscard]] bool isLive(size_t thought) const;
    [[nodiscard]] std::vector<PartAt> parts() const; ///< in reading order
    [[nodiscard]] const Entry *entryAt(int y) const; ///< the nearest
    [[nodiscard]] const Entry *entryOf(qsizetype position) const;
    [[nodiscard]] QPoint inEntry(const Entry &entry, QPoint point) const;

    const HistoryStyle &m_style;
    HistoryImages *m_images;
    MessageItem m_item;
    Folds m_folds; ///< those that the thoughts were laid out with
    std::unique_ptr<markdown::GrowingDocument> m_growing; ///< only while the reply grows
    std::optional<Piece> m_header;
    std::vector<Placed<ThoughtLayout>> m_thoughts; ///< without those that others fold away
    std::vector<Entry> m_entries;
    std::vector<Placed<MessagePart>> m_below;
    std::vector<Control> m_actions;
    QRect m_column; ///< of no height
    QRect m_bubble;
    QRect m_content;
    int m_textX = 0;
    int m_textTop = 0;
    int m_height = 0;
    int m_laidOutBlocks = 0;
    int m_changedFrom = 0;
    Above m_above = Above::Nothing;
    ReplyOffers m_offers;
    bool m_newest = false;
    bool m_busy = false;
    bool m_hasText = false;
};

} // namespace spaceline
