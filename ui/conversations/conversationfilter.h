#pragma once

#include <QSortFilterProxyModel>

namespace spaceline {

/// The conversations whose title, Space or snippet contain what was typed; adds what a view needs:
/// rows can be renamed, and are told to screen readers as a whole.
class ConversationFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setNeedle(const QString &needle);
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words; ///< all of them must be found
};

} // namespace spaceline
