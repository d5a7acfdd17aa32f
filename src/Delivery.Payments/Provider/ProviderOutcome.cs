namespace Delivery.Payments.Provider;

/// <summary>What is known after the provider was asked.</summary>
internal enum ProviderOutcome
{
    /// <summary>It is done.</summary>
    Succeeded,

    /// <summary>The provider said no, and says so again under the same key. Nothing was done.</summary>
    Refused,

    /// <summary>The provider was not asked or did not take the call. Nothing was done.</summary>
    NotReached,

    /// <summary>The call went out and no answer came back: it may have been done.</summary>
    Unknown,
}
