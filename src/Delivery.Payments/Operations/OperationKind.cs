namespace Delivery.Payments.Operations;

/// <summary>What the provider is asked to do.</summary>
internal enum OperationKind
{
    Authorize,
    Capture,
    Void,
    Refund,

    /// <summary>To say what it holds for the order. Changes nothing, so it carries no idempotency key.</summary>
    LookUp,

    /// <summary>To release one authorization of several, where an order may have one.</summary>
    VoidSurplus,
}
