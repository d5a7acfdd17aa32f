namespace Delivery.Identity.Tokens;

/// <summary>Asks for a token.</summary>
/// <param name="Role">customer, owner, rider, operator, analyst or viewer.</param>
/// <param name="Subject">Who; the role's first demo user when absent.</param>
internal sealed record TokenRequest(string Role, string? Subject);
