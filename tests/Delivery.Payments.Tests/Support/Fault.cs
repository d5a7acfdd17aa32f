namespace Delivery.Payments.Tests.Support;

/// <summary>What goes wrong with one call.</summary>
internal enum Fault
{
    None,

    /// <summary>The provider was not reached, and that is certain.</summary>
    NotReached,

    /// <summary>No answer, and nothing was done.</summary>
    LostRequest,

    /// <summary>It was done, and the answer was lost.</summary>
    LostAnswer,
}
