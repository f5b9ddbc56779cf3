#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <memory>

namespace spaceline {

class Database;

/// What is remembered of a Space, by its address as a conversation holds it: how the user wants it
/// to be called, presets of its parameters, whether it needs whole values, how
/// long it takes to wake. Nothing is remembered of
/// an unknown address. Main thread; errors as of HistoryStore. Destroyed before its Database.
class SpaceMemory {
public:
    explicit SpaceMemory(Database &database);
    ~SpaceMemory();

    /// One sentence for the user about the last call; empty where it succeeded.
    [[nodiscard]] QString lastError() const;

    /// What the caller made of the user's changes of the mapping; empty where there are none.
    [[nodiscard]] QByteArray choice(const QString &address) const;
    bool setChoice(const QString &address, const QByteArray &choice);
    /// Name of a preset -> its values. Passwords are the caller's to leave out.
    [[nodiscard]] QJsonObject presets(const QString &address) const;
    bool setPresets(const QString &address, const QJsonObject &presets);
    /// True where its diffs are of no use.
    [[nodiscard]] bool fullValues(const QString &address) const;
    bool setFullValues(const QString &address, bool full);
    /// How long it usually takes to wake: the middle of the last times; 0 where none is known.
    [[nodiscard]] std::chrono::seconds usualWaking(const QString &address) const;
    /// It took \p time. The last five are kept.
    bool addWaking(const QString &address, std::chrono::seconds time);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace spaceline
