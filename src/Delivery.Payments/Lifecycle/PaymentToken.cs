namespace Delivery.Payments.Lifecycle;

/// <summary>A provider's token for a means of payment: a secret, so it prints as stars wherever it ends up.</summary>
internal sealed record PaymentToken(string Value)
{
    public const int MaxLength = 200;

    public override string ToString() => "***";
}
