namespace Delivery.Workflows.Api.Studio;

/// <summary>What the page must know about this installation.</summary>
/// <param name="SignIn"><c>demo</c>: the development issuer gives tokens to anybody; <c>token</c>: paste one.</param>
/// <param name="Api">Where the workflow API is.</param>
internal sealed record StudioSettings(string SignIn, string Api);
