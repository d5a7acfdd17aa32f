namespace Delivery.Workflows;

/// <summary>Whether a value goes into the records of activities.</summary>
public enum LogPersistenceMode
{
    /// <summary>As the next level says: property, activity, workflow, engine. In the end it means <see cref="Include"/>.</summary>
    Inherit,

    /// <summary>It does.</summary>
    Include,

    /// <summary>It does not.</summary>
    Exclude,
}
