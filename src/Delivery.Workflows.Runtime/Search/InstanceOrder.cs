namespace Delivery.Workflows.Runtime.Search;

/// <summary>What a list of instances is sorted by.</summary>
public enum InstanceOrder
{
    /// <summary>When it was created.</summary>
    Created,

    /// <summary>Its latest burst.</summary>
    Updated,

    /// <summary>When it ended.</summary>
    Finished,

    /// <summary>Its name.</summary>
    Name,
}
