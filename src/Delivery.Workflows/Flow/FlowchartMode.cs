namespace Delivery.Workflows;

/// <summary>How flowcharts decide what runs next.</summary>
public enum FlowchartMode
{
    /// <summary>Each completion puts tokens on the arrows it leaves by; what merges them is the target's merge mode.</summary>
    TokenBased,

    /// <summary>Arrows count how often they were passed, taken or not; a box runs when all its arrows were.</summary>
    CounterBased,
}
