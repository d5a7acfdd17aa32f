namespace Delivery.Workflows.Api.Studio;

/// <summary>What the page must know about this installation.</summary>
/// <param name="SignIn"><c>demo</c>: the development issuer gives tokens to anybody; <c>oidc</c>: an issuer of OpenID Connect asks who it is.</param>
/// <param name="Api">Where the workflow API is.</param>
/// <param name="Oidc">The issuer, unless it is the development issuer.</param>
internal sealed record StudioSettings(string SignIn, string Api, StudioIssuer? Oidc);
