namespace Delivery.Workflows.Api.Http;

/// <summary>What can be done. The Studio looks for <c>publish</c> and <c>bulk-publish</c>, and shows everything read-only without them.</summary>
internal sealed record ElsaLink(string Href, string Rel, string Method);
