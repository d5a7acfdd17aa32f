namespace Delivery.Workflows.Api.Studio;

/// <summary>The content-security policy of the Studio's page. docs/studio.md gives the reason for each exception.</summary>
internal static class StudioPolicy
{
    public const string Value =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";
}
