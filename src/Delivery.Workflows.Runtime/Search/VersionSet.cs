namespace Delivery.Workflows.Runtime.Search;

/// <summary>Which versions of each definition are meant.</summary>
public enum VersionSet
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>The newest.</summary>
    Latest,

    /// <summary>The one that new instances run.</summary>
    Published,

    /// <summary>The newest, and the one that new instances run.</summary>
    LatestOrPublished,

    /// <summary>The newest, where new instances run it.</summary>
    LatestAndPublished,

    /// <summary>The newest, where new instances do not run it.</summary>
    Draft,
}
