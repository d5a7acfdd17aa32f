namespace Delivery.Simulator.Api;

/// <summary>Who calls.</summary>
/// <param name="Role">The token's role.</param>
/// <param name="Subject">The token's subject.</param>
internal sealed record Caller(string Role, string Subject);
