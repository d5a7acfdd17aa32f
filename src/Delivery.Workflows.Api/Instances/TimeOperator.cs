namespace Delivery.Workflows.Api.Instances;

/// <summary>How a time is compared. The names are Elsa's.</summary>
internal enum TimeOperator
{
    Is,
    IsNot,
    LessThan,
    GreaterThan,
    LessThanOrEqual,
    GreaterThanOrEqual,
}
