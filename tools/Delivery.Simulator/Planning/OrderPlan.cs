namespace Delivery.Simulator.Planning;

/// <summary>What will happen to one order, as far as the simulator decides it.</summary>
internal sealed record OrderPlan
{
    public required int Number { get; init; }

    public required Branch Branch { get; init; }

    /// <summary>Which of the stores there are; counted around.</summary>
    public required int Store { get; init; }

    /// <summary>Which of the regions there are; counted around.</summary>
    public required int Region { get; init; }

    /// <summary>Item and quantity, counted around the store's menu.</summary>
    public required IReadOnlyList<(int Item, int Quantity)> Lines { get; init; }

    public required int Customer { get; init; }

    public required string Card { get; init; }

    /// <summary>How often riders give it back.</summary>
    public required int GiveBacks { get; init; }

    /// <summary>The customer's app loses the answer and sends the order again under the same key.</summary>
    public required bool SendsTwice { get; init; }
}
