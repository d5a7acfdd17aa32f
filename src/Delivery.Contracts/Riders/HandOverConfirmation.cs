namespace Delivery.Contracts.Riders;

/// <summary>Who confirmed that the customer has the dish.</summary>
public enum HandOverConfirmation
{
    /// <summary>The rider, in the app.</summary>
    Rider,

    /// <summary>The customer, in the app.</summary>
    Customer,

    /// <summary>Nobody in time: confirmed after a while by the workflow.</summary>
    Timeout,

    /// <summary>An operator, after an incident.</summary>
    Operator,
}
