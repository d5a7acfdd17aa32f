namespace Delivery.Workflows.Runtime.Intents;

/// <summary>An intent in the form in which it is stored.</summary>
internal sealed record PreparedIntent(string Id, string? BookmarkId, string Kind, string Payload);
