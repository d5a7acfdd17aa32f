namespace Delivery.Workflows.Runtime.Search;

/// <summary>What a list of definitions is sorted by.</summary>
public enum DefinitionOrder
{
    /// <summary>The name.</summary>
    Name,

    /// <summary>When the version was made.</summary>
    Created,

    /// <summary>The version's number.</summary>
    Version,
}
