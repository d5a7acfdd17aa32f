namespace Delivery.Workflows;

/// <summary>The activity types an engine knows: the built-in ones and those a host adds. Fill it before the first definition is compiled.</summary>
public sealed class ActivityCatalog
{
    /// <summary>All types, in the order they were added.</summary>
    public IEnumerable<Activity> Activities => throw new NotImplementedException();

    /// <summary>Adds a type; a (type, version) that is already there is an error.</summary>
    public ActivityCatalog Add(Activity activity) => throw new NotImplementedException();

    /// <summary>The exact version, else the highest of that type, else null.</summary>
    public Activity? Find(string typeName, int? version = null) => throw new NotImplementedException();
}
