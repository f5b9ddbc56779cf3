#pragma once

#include <QDateTime>
#include <QStyledItemDelegate>

namespace spaceline {

/// Paints a row of the side list: avatar, title and time above Space and snippet, the mark of its
/// state; above the first row of each day group the group's name. Renames in place.
class ConversationDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

    /// The second line of a row: "Qwen3-Demo · Receiving".
    [[nodiscard]] static QString secondLine(const QModelIndex &index);
    /// The time of a row, \p now being today: the clock, the day of the week, or the date.
    [[nodiscard]] static QString timeText(const QDateTime &time, const QDateTime &now,
                                          const QLocale &locale);
    /// "Today"; empty where the row before belongs to the same group.
    [[nodiscard]] static QString headingOf(const QModelIndex &index);

Q_SIGNALS:
    void renameRequested(qint64 conversation, const QString &title) const;
};

} // namespace spaceline
