namespace Delivery.Payments.Provider;

/// <summary>What an authorization at the provider means for the customer's money.</summary>
internal enum AuthorizationStanding
{
    /// <summary>Not one of the states that we know: it may mean anything.</summary>
    Unclear,

    /// <summary>The money is held.</summary>
    Open,

    /// <summary>The money was taken.</summary>
    Captured,

    /// <summary>Nothing is held or taken any longer.</summary>
    Over,
}
