#pragma once

#include "base/failure.h"

#include <QRect>
#include <QString>
#include <QUrl>

#include <optional>

class QPainter;

namespace spaceline {

struct HistoryStyle;

/// Something in a message that can be pressed: painted by the history, reached by pointer, Tab and
/// screen readers.
struct Control {
    enum class Kind : quint8 {
        Link,
        CopyCode,
        Fold, ///< of a part of the text
        Thought, ///< the line that opens a thought
        Image, ///< opens the file that it shows
        OpenFile,
        SaveFile,
        FetchFile, ///< what is too large, or could not be fetched
        Option, ///< a quick reply
        Copy,
        Retry,
        Edit, ///< the prompt of the last turn
        Undo, ///< the last turn
        Like,
        Dislike,
        Remedy, ///< a card's main button
        OtherRemedy, ///< a quiet one beside it
        Details,
        CopyReport,
    };
    /// What a control is called inside its message, however often that is laid out.
    struct Key {
        Kind kind = Kind::Copy;
        int block = -1; ///< index of the top-level block; -1 for those below the blocks, less for
                        ///< those of thoughts
        int ordinal = 0; ///< of its kind in the block

        friend auto operator<=>(const Key &, const Key &) = default;
    };
    Key key;
    QRect rect; ///< in the message's coordinates; of a link, its first line
    QString text; ///< what it says
    QString reason = {}; ///< why it is disabled; empty where it is not
    QUrl target = {}; ///< Link
    Failure::Remedy remedy = Failure::Remedy::None; ///< Remedy, OtherRemedy
    QString name = {}; ///< for screen readers, where the text does not say enough
    QString description = {}; ///< for screen readers, more than the name
    std::optional<bool> isOn = {}; ///< Like, Dislike: that is what the user thinks
    std::optional<bool> isOpen = {}; ///< what folds something: whether that is open now
    qint64 file = 0; ///< Image, OpenFile, SaveFile, FetchFile: which
    QString value = {}; ///< Option: what it sends

    [[nodiscard]] bool isEnabled() const { return reason.isEmpty(); }
    /// The name for a screen reader: says which copy button it is.
    [[nodiscard]] QString accessibleName() const;

    /// The size that paint() wants.
    [[nodiscard]] static QSize sizeOf(Kind kind, const QString &text, const HistoryStyle &style);
    struct Look {
        bool hovered = false;
        bool pressed = false;
        bool focused = false; ///< a ring shows it
        bool done = false; ///< shows a check and "Copied" for a moment
    };
    /// Links in a text are text: of them only the ring is painted.
    void paint(QPainter &painter, const HistoryStyle &style, const Look &look) const;
};

} // namespace spaceline
