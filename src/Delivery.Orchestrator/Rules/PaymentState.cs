namespace Delivery.Orchestrator.Rules;

/// <summary>Where the customer's money is, as far as a workflow knows.</summary>
internal enum PaymentState
{
    /// <summary>Nobody has asked for it, or it was declined.</summary>
    None,

    /// <summary>It was asked for, and may be authorized at any time.</summary>
    Asked,

    /// <summary>It is authorized.</summary>
    Authorized,

    /// <summary>It is taken, and nobody has got it.</summary>
    Captured,

    /// <summary>It is given back, and will not be taken.</summary>
    Revoked,

    /// <summary>Everybody has what is his.</summary>
    Settled,
}
