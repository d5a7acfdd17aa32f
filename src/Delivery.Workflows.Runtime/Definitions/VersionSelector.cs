namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Which version of a definition is meant.</summary>
public enum VersionSelector
{
    /// <summary>The newest, published or not.</summary>
    Latest,

    /// <summary>The one that new instances run.</summary>
    Published,
}
