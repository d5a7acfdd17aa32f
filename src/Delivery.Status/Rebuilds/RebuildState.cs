namespace Delivery.Status.Rebuilds;

/// <summary>Where a rebuild is.</summary>
internal enum RebuildState
{
    /// <summary>Under way; lists may lack orders, single orders do not.</summary>
    Running,

    /// <summary>Every order has its view.</summary>
    Done,
}
