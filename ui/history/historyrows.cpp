#include "history/historyrows.h"

#include "chat/messageroles.h"

#include <QAbstractItemModel>

#include <algorithm>

namespace spaceline {

namespace {

/// Layouts of rows out of sight are kept this far on each side, so that a small step back is free.
constexpr qsizetype kKeptRows = 8;

} // namespace

HistoryRows::HistoryRows(HistoryStyle style, QObject *parent)
    : QObject(parent)
    , m_style(std::move(style))
    , m_images(new HistoryImages(this))
{
    connect(m_images, &HistoryImages::broken, this, &HistoryRows::dropPicture);
}

HistoryRows::~HistoryRows() = default;

void HistoryRows::setModel(QAbstractItemModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_folds.clear();
    m_images->clear();
    if (model) {
        connect(model, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) { insert(first, last); });
        connect(model, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) { remove(first, last); });
        connect(model, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &from, const QModelIndex &to) {
                    change(from.row(), to.row());
                });
        connect(model, &QAbstractItemModel::modelReset, this, &HistoryRows::reload);
        connect(model, &QAbstractItemModel::layoutChanged, this, &HistoryRows::reload);
        connect(model, &QAbstractItemModel::rowsMoved, this, &HistoryRows::reload);
        connect(model, &QObject::destroyed, this, &HistoryRows::reload);
    }
    reload();
}

void HistoryRows::setStyle(const HistoryStyle &style, int width)
{
    m_layouts.clear();
    m_style = style;
    m_width = width;
    estimateAll();
}

int HistoryRows::lengthOf(qsizetype row) const
{
    return m_model->index(int(row), 0).data(MessageLengthRole).toInt();
}

int HistoryRows::estimate(int length) const
{
    return m_style.estimatedHeight(length, m_style.columnWidth(m_width));
}

void HistoryRows::estimateAll()
{
    std::vector<int> heights(m_lengths.size());
    std::transform(m_lengths.begin(), m_lengths.end(), heights.begin(),
                   [this](int length) { return estimate(length); });
    m_heights = HeightIndex(std::move(heights));
}

void HistoryRows::reload()
{
    m_layouts.clear();
    m_lengths.clear();
    const int rows = m_model ? m_model->rowCount() : 0;
    m_lengths.reserve(size_t(rows));
    for (int row = 0; row < rows; ++row)
        m_lengths.push_back(lengthOf(row));
    estimateAll();
    findNewestReply();
    Q_EMIT reset();
}

void HistoryRows::insert(qsizetype first, qsizetype last)
{
    const qsizetype by = last - first + 1;
    if (first == count()) {
        for (qsizetype row = first; row <= last; ++row) {
            m_lengths.push_back(lengthOf(row));
            m_heights.append(estimate(m_lengths.back()));
        }
    } else {
        std::vector<int> heights;
        for (qsizetype row = 0; row < count(); ++row)
            heights.push_back(m_heights.height(row));
        std::vector<int> lengths;
        std::vector<int> estimates;
        for (qsizetype row = first; row <= last; ++row) {
            lengths.push_back(lengthOf(row));
            estimates.push_back(estimate(lengths.back()));
        }
        m_lengths.insert(m_lengths.begin() + first, lengths.begin(), lengths.end());
        heights.insert(heights.begin() + first, estimates.begin(), estimates.end());
        m_heights = HeightIndex(std::move(heights));

        std::map<qsizetype, Entry> moved;
        for (auto &[row, entry] : m_layouts)
            moved.emplace(row < first ? row : row + by, std::move(entry));
        m_layouts = std::move(moved);
        placeAnew(last + 1);
    }
    findNewestReply();
    Q_EMIT shifted(first, by);
}

void HistoryRows::remove(qsizetype first, qsizetype last)
{
    const qsizetype by = last - first + 1;
    std::map<qsizetype, Entry> left;
    for (auto &[row, entry] : m_layouts) {
        if (row < first || row > last)
            left.emplace(row < first ? row : row - by, std::move(entry));
    }
    m_layouts = std::move(left);
    m_lengths.erase(m_lengths.begin() + first, m_lengths.begin() + last + 1);
    if (last + 1 == count()) {
        m_heights.removeLast(by);
    } else {
        std::vector<int> heights;
        for (qsizetype row = 0; row < count(); ++row) {
            if (row < first || row > last)
                heights.push_back(m_heights.height(row));
        }
        m_heights = HeightIndex(std::move(heights));
        placeAnew(first);
    }
    findNewestReply();
    Q_EMIT shifted(first, -by);
}

void HistoryRows::change(qsizetype first, qsizetype last)
{
    for (qsizetype row = first; row <= last; ++row) {
        m_lengths[size_t(row)] = lengthOf(row);
        if (const auto found = m_layouts.find(row); found != m_layouts.end())
            found->second.stale = true;
        else
            m_heights.setHeight(row, estimate(m_lengths[size_t(row)]));
        Q_EMIT changed(row);
    }
}

void HistoryRows::findNewestReply()
{
    const qsizetype before = m_newestReply;
    m_newestReply = -1;
    // Prompts that wait may stand after it, but not many.
    for (qsizetype row = count() - 1; row >= std::max<qsizetype>(0, count() - 64); --row) {
        const QVariant author = m_model->index(int(row), 0).data(MessageAuthorRole);
        if (MessageAuthor(author.toInt()) == MessageAuthor::Reply) {
            m_newestReply = row;
            break;
        }
    }
    for (const qsizetype row : {before, m_newestReply}) {
        const auto found = m_layouts.find(row);
        if (found == m_layouts.end() || !found->second.layout)
            continue;
        MessageLayout &layout = *found->second.layout;
        layout.setNewest(row == m_newestReply, m_busy);
        if (!layout.item().extras.options.empty())
            found->second.stale = true; // they come or go with it
    }
}

void HistoryRows::placeAnew(qsizetype row)
{
    if (const auto found = m_layouts.find(row); found != m_layouts.end())
        found->second.stale = true;
}

void HistoryRows::setOffers(const ReplyOffers &offers)
{
    if (offers == m_offers)
        return;
    m_offers = offers;
    for (auto &[row, entry] : m_layouts) {
        if (!entry.layout || entry.layout->item().author != MessageAuthor::Reply)
            continue;
        entry.stale = true;
        Q_EMIT changed(row);
    }
}

void HistoryRows::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    for (auto &[row, entry] : m_layouts) {
        if (entry.layout)
            entry.layout->setNewest(row == m_newestReply, m_busy);
    }
    const auto newest = m_layouts.find(m_newestReply);
    if (newest == m_layouts.end() || newest->second.layout->item().extras.options.empty())
        return;
    newest->second.stale = true;
    Q_EMIT changed(m_newestReply);
}

void HistoryRows::dropPicture(const QString &path)
{
    for (auto &[row, entry] : m_layouts) {
        const QList<StoredFile> files
            = entry.layout ? entry.layout->item().files : QList<StoredFile>();
        const bool shown = std::any_of(files.begin(), files.end(), [&path](const StoredFile &file) {
            return file.path == path;
        });
        if (shown) {
            entry.stale = true;
            Q_EMIT changed(row);
        }
    }
}

MessageLayout::Above HistoryRows::above(qsizetype row) const
{
    if (row == 0)
        return MessageLayout::Above::Nothing;
    const QVariant author = m_model->index(int(row - 1), 0).data(MessageAuthorRole);
    return MessageAuthor(author.toInt()) == MessageAuthor::Reply ? MessageLayout::Above::Reply
                                                                 : MessageLayout::Above::Prompt;
}

MessageLayout *HistoryRows::known(qsizetype row) const
{
    const auto found = m_layouts.find(row);
    return found == m_layouts.end() ? nullptr : found->second.layout.get();
}

MessageLayout &HistoryRows::layout(qsizetype row)
{
    Entry &entry = m_layouts[row];
    if (!entry.layout || entry.stale)
        layOut(row, entry);
    return *entry.layout;
}

void HistoryRows::layOut(qsizetype row, Entry &entry)
{
    if (!entry.layout)
        entry.layout = std::make_unique<MessageLayout>(m_style, m_width, m_images);
    entry.stale = false;
    MessageItem current = item(row);
    const auto folds = m_folds.find(current.id);
    entry.layout->setAbove(above(row));
    entry.layout->setOffers(m_offers);
    entry.layout->setNewest(row == m_newestReply, m_busy);
    entry.layout->setItem(std::move(current), folds == m_folds.end() ? Folds() : folds->second);
    m_heights.setHeight(row, entry.layout->height());
}

std::vector<qsizetype> HistoryRows::refresh()
{
    std::vector<qsizetype> rows;
    for (auto &[row, entry] : m_layouts) {
        if (entry.stale) {
            layOut(row, entry);
            rows.push_back(row);
        }
    }
    return rows;
}

void HistoryRows::trim(qsizetype first, qsizetype last)
{
    std::erase_if(m_layouts, [&](const auto &entry) {
        return entry.first < first - kKeptRows || entry.first > last + kKeptRows;
    });
}

MessageItem HistoryRows::item(qsizetype row) const
{
    MessageItem item = MessageItem::read(*m_model, int(row));
    item.context = m_remedyContext;
    return item;
}

void HistoryRows::setRemedyContext(const RemedyContext &context)
{
    if (m_remedyContext == context)
        return;
    m_remedyContext = context;
    for (auto &[row, entry] : m_layouts) {
        entry.stale = true;
        Q_EMIT changed(row);
    }
}

void HistoryRows::toggleFold(qsizetype row, const Control::Key &key)
{
    const MessageLayout &now = layout(row);
    for (const Control &control : now.controls()) {
        if (control.key == key && control.isOpen)
            m_folds[now.id()].chosen[key] = !*control.isOpen;
    }
    // A reply that grows would find its old blocks unchanged.
    m_layouts.erase(row);
    Q_EMIT changed(row);
}

} // namespace spaceline
