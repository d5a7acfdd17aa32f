using Delivery.Workflows.Activities;

namespace Delivery.Workflows;

/// <summary>The activity types an engine knows, the built-in ones and those a host adds, and what else a host adds. Fill it before the first definition is compiled.</summary>
public sealed class ActivityCatalog
{
    private readonly List<Activity> _activities = [];
    private readonly Dictionary<(string Type, int Version), Activity> _byVersion = [];
    private readonly Dictionary<string, OutputConverter> _converters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Activity> _highest = new(StringComparer.Ordinal);
    private readonly List<IDefinitionRule> _rules = [];

    /// <summary>Creates one with the built-in activities.</summary>
    public ActivityCatalog()
    {
        foreach (var activity in BuiltInActivities.All)
        {
            Add(activity);
        }
    }

    /// <summary>All types, in the order they were added.</summary>
    public IReadOnlyList<Activity> Activities => _activities;

    /// <summary>What the host wants of definitions beyond what the engine needs.</summary>
    public IReadOnlyList<IDefinitionRule> Rules => _rules;

    /// <summary>Adds a rule that definitions are checked with.</summary>
    public ActivityCatalog Add(IDefinitionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _rules.Add(rule);
        return this;
    }

    /// <summary>Adds a type; a (type, version) that is already there is an error.</summary>
    public ActivityCatalog Add(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var descriptor = activity.Descriptor;
        if (!_byVersion.TryAdd((descriptor.TypeName, descriptor.Version), activity))
        {
            throw new ArgumentException($"The activity type {descriptor.TypeName} version {descriptor.Version} is already there.", nameof(activity));
        }

        _activities.Add(activity);
        if (!_highest.TryGetValue(descriptor.TypeName, out var highest) || highest.Descriptor.Version < descriptor.Version)
        {
            _highest[descriptor.TypeName] = activity;
        }

        return this;
    }

    /// <summary>Adds a converter; an id that is already there is an error.</summary>
    public ActivityCatalog Add(OutputConverter converter)
    {
        ArgumentNullException.ThrowIfNull(converter);
        return _converters.TryAdd(converter.Id, converter)
            ? this
            : throw new ArgumentException($"The output converter {converter.Id} is already there.", nameof(converter));
    }

    /// <summary>Null when there is none.</summary>
    public OutputConverter? FindConverter(string id) => _converters.GetValueOrDefault(id);

    /// <summary>The exact version, else the highest of that type, else null.</summary>
    public Activity? Find(string typeName, int? version = null) =>
        version is { } exact && _byVersion.TryGetValue((typeName, exact), out var activity) ? activity : _highest.GetValueOrDefault(typeName);
}
