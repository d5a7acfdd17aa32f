using Microsoft.Extensions.Configuration;

namespace Delivery.Workflows.Api.Studio;

/// <summary>How the page signs in. None of it is secret: whoever opens the page sees it.</summary>
/// <param name="Authority">The issuer's address, under which its discovery document is.</param>
/// <param name="ClientId">The page's name at the issuer: a public client, which has no secret.</param>
/// <param name="Scope">What is asked for. <c>offline_access</c> is what most issuers give a refresh token for.</param>
/// <param name="Resource">The API that the token is for, at issuers that want to be told so (RFC 8707).</param>
/// <param name="Parameters">Further parameters of the address of the issuer's sign-in page: <c>audience</c>, for example.</param>
internal sealed record StudioIssuer(
    string Authority, string ClientId, string Scope, string? Resource, IReadOnlyDictionary<string, string> Parameters)
{
    private const string AuthoritySetting = "Authentication:Authority";
    private const string Section = "Studio:SignIn";

    /// <summary>What is configured; null when there is no issuer.</summary>
    public static StudioIssuer? From(IConfiguration configuration)
    {
        if (configuration[AuthoritySetting] is not { Length: > 0 } authority)
        {
            return null;
        }

        var section = configuration.GetSection(Section);
        return new StudioIssuer(
            authority,
            section["ClientId"] ?? "delivery-studio",
            section["Scope"] ?? "openid profile offline_access",
            section["Resource"],
            section.GetSection("Parameters").GetChildren().ToDictionary(parameter => parameter.Key, parameter => parameter.Value ?? ""));
    }

    /// <summary>
    /// Where the page asks for tokens: at the authority, and at what <c>Studio:SignIn:Origins</c> names because the issuer's documents and tokens
    /// come from different hosts.
    /// </summary>
    /// <exception cref="InvalidOperationException">One of them is not the address of a web server.</exception>
    public static IReadOnlyList<string> Origins(IConfiguration configuration) =>
    [
        .. new[] { (AuthoritySetting, configuration[AuthoritySetting]) }
            .Concat(configuration.GetSection(Section + ":Origins").GetChildren().Select(origin => (origin.Path, origin.Value)))
            .Where(setting => !string.IsNullOrWhiteSpace(setting.Item2))
            .Select(setting => Origin(setting.Item1, setting.Item2!))
            .Distinct(),
    ];

    /// <summary>Scheme, host and port alone, so that nothing else gets into the policy.</summary>
    private static string Origin(string setting, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
            : throw new InvalidOperationException($"{setting} is '{address}'. Give the whole address: https://issuer.example.");
}
