#pragma once

#include "history/heightindex.h"
#include "history/historyimages.h"
#include "history/historystyle.h"
#include "history/messagelayout.h"

#include <QAbstractItemModel>
#include <QObject>
#include <QPointer>

#include <map>
#include <unordered_map>

namespace spaceline {

/// The rows of a model of messages with their heights: estimated until a row is laid out, exact
/// after. Owns the layouts of the few rows that are in sight or were so lately.
///
/// Of rows out of sight only the length is asked for.
class HistoryRows : public QObject {
    Q_OBJECT
public:
    HistoryRows(HistoryStyle style, QObject *parent);
    ~HistoryRows() override;

    void setModel(QAbstractItemModel *model); ///< not owned; may be null
    [[nodiscard]] QAbstractItemModel *model() const { return m_model; }
    [[nodiscard]] const HistoryStyle &style() const { return m_style; }
    /// All layouts are made anew when they are next asked for; heights are estimates again.
    void setStyle(const HistoryStyle &style, int width);

    [[nodiscard]] qsizetype count() const { return m_heights.count(); }
    [[nodiscard]] const HeightIndex &heights() const { return m_heights; }
    /// Lays the row out if it is not, or is no longer as the model has it.
    MessageLayout &layout(qsizetype row);
    /// The layout of a row that has one; null else. It may be older than the model.
    [[nodiscard]] MessageLayout *known(qsizetype row) const;
    /// Lays out what changed and has a layout; answers those rows.
    std::vector<qsizetype> refresh();
    /// Drops layouts of rows that are far from [first, last].
    void trim(qsizetype first, qsizetype last);
    [[nodiscard]] qsizetype layoutCount() const { return qsizetype(m_layouts.size()); }

    [[nodiscard]] MessageItem item(qsizetype row) const; ///< read from the model, with its text
    [[nodiscard]] qsizetype newestReply() const
    {
        return m_newestReply;
    } ///< -1 where there is none
    void toggleFold(qsizetype row, const Control::Key &key);
    void setOffers(const ReplyOffers &offers);
    /// While \p busy the newest reply's quick replies cannot be used.
    void setBusy(bool busy);
    /// What is known of the account decides which buttons the cards have.
    void setRemedyContext(const RemedyContext &context);
    [[nodiscard]] HistoryImages &images() const { return *m_images; }

Q_SIGNALS:
    void reset();
    /// Rows from \p first on moved by \p by rows; those that went are gone already.
    void shifted(qsizetype first, qsizetype by);
    void changed(qsizetype row); ///< to be laid out again, see refresh()

private:
    struct Entry {
        std::unique_ptr<MessageLayout> layout;
        bool stale = false;
    };
    void reload();
    void insert(qsizetype first, qsizetype last);
    void remove(qsizetype first, qsizetype last);
    void change(qsizetype first, qsizetype last);
    void estimateAll();
    void findNewestReply();
    void placeAnew(qsizetype row); ///< another row stands above it now
    void dropPicture(const QString &path);
    [[nodiscard]] MessageLayout::Above above(qsizetype row) const;
    [[nodiscard]] int lengthOf(qsizetype row) const;
    [[nodiscard]] int estimate(int length) const;
    void layOut(qsizetype row, Entry &entry);

    HistoryStyle m_style;
    HistoryImages *m_images;
    QPointer<QAbstractItemModel> m_model;
    std::vector<int> m_lengths; ///< bytes of each row's text
    HeightIndex m_heights;
    std::map<qsizetype, Entry> m_layouts;
    std::unordered_map<qint64, Folds> m_folds; ///< by message id; only those that differ
    qsizetype m_newestReply = -1;
    RemedyContext m_remedyContext;
    int m_width = 0;
    ReplyOffers m_offers;
    bool m_busy = false;
};

} // namespace spaceline
