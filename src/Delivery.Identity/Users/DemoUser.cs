namespace Delivery.Identity.Users;

/// <summary>A user of the demo profile.</summary>
/// <param name="Subject">The token's <c>sub</c>.</param>
/// <param name="Role">The token's <c>role</c>.</param>
public sealed record DemoUser(string Subject, string Role);
