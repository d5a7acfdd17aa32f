namespace Delivery.Payments.Provider;

/// <summary>The attempt was slow for so long that another replica may have taken over: this one must not send any more.</summary>
internal sealed class LeaseRanOutException() : Exception("The lease of the attempt has run out.");
