namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>A request that is about to be taken, or is.</summary>
/// <param name="Id">Its name.</param>
/// <param name="ExpiresAt">Until when it is known.</param>
/// <param name="Fingerprint">Of what it asks for; null without a key.</param>
internal sealed record TakenRequest(string Id, DateTimeOffset ExpiresAt, string? Fingerprint);
