namespace Delivery.Status.Parts;

/// <summary>A state and the aggregate's version at which it was heard: merging keeps the later one, whatever the order of arrival.</summary>
internal readonly record struct Versioned<TState>(int Version, TState State)
    where TState : struct, Enum
{
    public Versioned<TState> Merge(int version, TState state) =>
        version > Version || (version == Version && Comparer<TState>.Default.Compare(state, State) > 0) ? new(version, state) : this;
}
