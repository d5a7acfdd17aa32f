namespace Delivery.PaymentSandbox.Admin;

/// <summary>How the whole provider fails.</summary>
internal enum OutageMode
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Connections break without an answer, and nothing is done.</summary>
    Down,

    /// <summary>Every call hangs until the outage ends or the caller gives up, and only then is done.</summary>
    Slow,

    /// <summary>Every call is answered 503 and nothing is done.</summary>
    Overloaded,
}
