#pragma once

#include "history/blocklayout.h"
#include "history/cardlayout.h"
#include "history/messageitem.h"
#include "markdown/parser.h"

#include <optional>

namespace spaceline {

struct HistoryStyle;

/// One row of the history, laid out: name and time, the blocks of its text, a line of status or a
/// card, the actions below.
///
/// While a reply grows only the blocks that changed are laid out again. Coordinates are relative to
/// the row's top left; positions count through the text of all blocks, with one between each two.
class MessageLayout {
public:
    /// \p style outlives this. \p width is that of the whole view, in which the column is centred.
    MessageLayout(const HistoryStyle &style, int width);

    /// Lays out what differs from the item before.
    void setItem(MessageItem item, const Folds &folds);
    /// The newest reply can be asked for again, others only where they did not end well.
    void setNewest(bool newest);

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

private:
    struct Entry {
        std::unique_ptr<BlockLayout> layout;
        markdown::Block::Kind kind = markdown::Block::Kind::Paragraph;
        int y = 0;
        qsizetype start = 0;
        [[nodiscard]] int bottom() const { return y + layout->height(); }
    };
    void layOutPrompt(const QByteArray &text);
    void layOutReply(const QByteArray &text, const Folds &folds);
    void layOutBlocks(const markdown::Blocks &blocks, qsizetype first, const Folds &folds);
    void layOutTail(const Folds &folds);
    void addAction(Control::Kind kind, const QString &text, int y);
    [[nodiscard]] const Entry *entryAt(int y) const; ///< the nearest
    [[nodiscard]] const Entry *entryOf(qsizetype position) const;
    [[nodiscard]] QPoint inEntry(const Entry &entry, QPoint point) const;

    const HistoryStyle &m_style;
    MessageItem m_item;
    std::unique_ptr<markdown::GrowingDocument> m_growing; ///< only while the reply grows
    std::optional<Piece> m_header;
    std::vector<Entry> m_entries;
    std::optional<Piece> m_status;
    std::optional<CardLayout> m_card;
    std::vector<Control> m_actions;
    QRect m_column; ///< of no height
    QRect m_bubble;
    QRect m_content;
    int m_textX = 0;
    int m_cardY = 0;
    int m_height = 0;
    int m_laidOutBlocks = 0;
    int m_changedFrom = 0;
    bool m_newest = false;
    bool m_hasText = false;
};

} // namespace spaceline
