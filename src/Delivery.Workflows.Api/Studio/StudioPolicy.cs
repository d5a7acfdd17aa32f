namespace Delivery.Workflows.Api.Studio;

/// <summary>The content-security policy of the Studio's page. docs/studio.md gives the reason for each exception.</summary>
internal static class StudioPolicy
{
    /// <summary>The two inline scripts of the package: hot keys of the editor, and of lists.</summary>
    private const string InlineScripts =
        "'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' 'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='";

    /// <summary>The policy where tokens are asked for at these origins beside our own.</summary>
    public static string For(IReadOnlyList<string> issuers) =>
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' " + InlineScripts + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + $"connect-src {string.Join(' ', ["'self'", .. issuers])}; worker-src 'self' blob:; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";
}
