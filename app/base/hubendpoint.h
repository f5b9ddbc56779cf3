#pragma once

#include <QString>
#include <QUrl>

namespace spaceline {

/// Which Hub is meant: huggingface.co with its Spaces on *.hf.space, or another one named by
/// `HF_ENDPOINT`.
///
/// `HF_ENDPOINT` is what Hugging Face's own tools read. The Hub that it names stands for
/// huggingface.co, and the Space hosts that its API names stand for *.hf.space. A value type; cheap
/// to copy.
class HubEndpoint {
public:
    /// huggingface.co.
    HubEndpoint();
    /// \p base without a trailing slash, http or https; anything else means huggingface.co.
    explicit HubEndpoint(const QUrl &base);
    /// From the environment variable `HF_ENDPOINT`, else huggingface.co.
    [[nodiscard]] static HubEndpoint fromEnvironment();

    [[nodiscard]] QUrl base() const { return m_base; }
    [[nodiscard]] bool isDefault() const { return m_default; }
    /// True where \p url has the Hub's own scheme, host and port. Never for plain http on the
    /// default Hub.
    [[nodiscard]] bool isHub(const QUrl &url) const;
    /// True for https://*.hf.space on the default Hub. On another Hub only its API knows: see
    /// TokenPolicy::addSpaceHost().
    [[nodiscard]] bool isSpaceHost(const QUrl &url) const;

private:
    QUrl m_base;
    bool m_default = true;
};

/// Scheme, host and port of \p url, lower case, the default port written out:
/// "https://a.hf.space:443". What "the same host" means for credentials and redirects.
[[nodiscard]] QString originOf(const QUrl &url);

} // namespace spaceline
