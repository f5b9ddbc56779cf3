#pragma once

#include "account/tokenstore.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <memory>

namespace spaceline {

/// What a user signs in to an app with.
struct AppLogin {
    QString user;
    QString password;

    [[nodiscard]] bool isEmpty() const { return user.isEmpty(); }
    friend bool operator==(const AppLogin &, const AppLogin &) = default;
};

/// What apps with a password of their own took from the user, by server: for this run in memory,
/// and under "login/" and the origin in the keychain where the user wants that.
///
/// Never of another server, and only what the server accepted. Every password that passes through
/// is registered with addSecret(). Main thread only.
class LoginVault : public QObject {
    Q_OBJECT
public:
    enum class Place { Nowhere, ThisRun, Keychain };
    Q_ENUM(Place)

    explicit LoginVault(std::shared_ptr<TokenStore> keychain, QObject *parent = nullptr);

    /// What is known for the server of \p base; empty where nothing is. The keychain is asked once
    /// a run for each server; after the patience the answer is nothing, and a late one is
    /// remembered.
    [[nodiscard]] QFuture<AppLogin> find(const QUrl &base);
    /// The server of \p base accepted \p login. changed() follows when it is known where it is
    /// kept.
    void keep(const QUrl &base, const AppLogin &login, bool inKeychain);
    /// Forgets it, in the keychain too.
    void forget(const QUrl &base);

    /// Where the login for the server of \p base is kept, as far as this run knows.
    [[nodiscard]] Place placeOf(const QUrl &base) const;
    [[nodiscard]] QString userAt(const QUrl &base) const;
    /// How long the keychain may think. Ten seconds at first.
    void setPatience(std::chrono::milliseconds limit) { m_patience = limit; }

Q_SIGNALS:
    void changed();

private:
    struct Entry {
        AppLogin login;
        Place place = Place::Nowhere;
        bool wasAsked = false; ///< the keychain
        int revision = 0; ///< an answer to an older question is not believed
    };

    std::shared_ptr<TokenStore> m_keychain;
    QHash<QString, Entry> m_entries; ///< by origin
    std::chrono::milliseconds m_patience = std::chrono::seconds(10);
};

} // namespace spaceline
