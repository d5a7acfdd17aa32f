namespace Delivery.PaymentSandbox.Authorizations;

/// <summary>The body of <c>POST /v1/authorizations</c>.</summary>
/// <param name="Reference">The merchant's, here the order. Several authorizations may bear the same.</param>
/// <param name="Amount">In minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Token">Of the card.</param>
internal sealed record AuthorizationRequest(string? Reference, long Amount, string? Currency, string? Token)
{
    public string? Invalid() => this switch
    {
        { Reference: null or "" or { Length: > 200 } } => "Send a reference of 1 to 200 characters.",
        { Amount: <= 0 } => "Send an amount above zero, in minor units.",
        { Currency: not { Length: 3 } } => "Send the currency as three letters (ISO 4217).",
        { Token: null or "" or { Length: > 200 } } => "Send the card's token.",
        _ => null,
    };
}
