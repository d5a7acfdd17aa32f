namespace Delivery.Payments.Operations;

/// <summary>What the provider is asked to do.</summary>
internal enum OperationKind
{
    Authorize,
    Capture,
    Void,
    Refund,
}
