namespace Delivery.Workflows.Flow;

/// <summary>How an activity of a flowchart treats several arrows that lead to it.</summary>
internal enum MergeMode
{
    /// <summary>Runs unless another source is still to run or waiting; the arrivals before it are merged.</summary>
    Stream,

    /// <summary>Runs when every forward arrow has brought a token.</summary>
    Merge,

    /// <summary>Runs when every arrow has brought a token, those that close loops included.</summary>
    Converge,

    /// <summary>Runs on the first arrival; one arrival on each other arrow is ignored.</summary>
    Cascade,

    /// <summary>Runs on the first arrival; whatever is still on its way is cancelled.</summary>
    Race,

    /// <summary>Runs when nothing active can arrive any more.</summary>
    WaitAllActive,
}
