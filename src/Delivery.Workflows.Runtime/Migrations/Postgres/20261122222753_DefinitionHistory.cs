using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Delivery.Workflows.Runtime.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DefinitionHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_instances_definition_id_status",
                schema: "workflows",
                table: "instances");

            migrationBuilder.AddColumn<int>(
                name: "revision",
                schema: "workflows",
                table: "definition_versions",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateIndex(
                name: "ix_instances_bundle_hash",
                schema: "workflows",
                table: "instances",
                column: "bundle_hash",
                filter: "sub_status = 'Faulted'");

            migrationBuilder.CreateIndex(
                name: "ix_instances_definition_id_status_bundle_hash",
                schema: "workflows",
                table: "instances",
                columns: new[] { "definition_id", "status", "bundle_hash" });

            migrationBuilder.CreateIndex(
                name: "ix_definition_versions_definition_id",
                schema: "workflows",
                table: "definition_versions",
                column: "definition_id",
                unique: true,
                filter: "is_latest");

            migrationBuilder.CreateIndex(
                name: "ix_definition_versions_definition_id1",
                schema: "workflows",
                table: "definition_versions",
                column: "definition_id",
                unique: true,
                filter: "is_published");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_instances_bundle_hash",
                schema: "workflows",
                table: "instances");

            migrationBuilder.DropIndex(
                name: "ix_instances_definition_id_status_bundle_hash",
                schema: "workflows",
                table: "instances");

            migrationBuilder.DropIndex(
                name: "ix_definition_versions_definition_id",
                schema: "workflows",
                table: "definition_versions");

            migrationBuilder.DropIndex(
                name: "ix_definition_versions_definition_id1",
                schema: "workflows",
                table: "definition_versions");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "workflows",
                table: "definition_versions");

            migrationBuilder.CreateIndex(
                name: "ix_instances_definition_id_status",
                schema: "workflows",
                table: "instances",
                columns: new[] { "definition_id", "status" });
        }
    }
}
